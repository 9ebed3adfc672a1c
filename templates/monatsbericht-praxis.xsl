<?xml version="1.0" encoding="UTF-8"?>
<!--
  Monatsbericht, Abschnitte 9 (Erstkontakt und Vermerke), 10 (Ausnahmen und Termine) und von 11 die
  Eingliederungsvereinbarungen. Teil von monatsbericht.xsl; dessen Variablen gelten hier. Was nicht bekannt ist, hat einen
  Strich und seinen Grund; was das Regelwerk nicht verlangt, steht nicht da oder mit einem Satz.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:variable name="praxis" select="$b/praxis"/>

  <!-- 9 Erstkontakt und Vermerke -->
  <xsl:template name="erstkontakt-und-vermerke">
    <xsl:if test="$praxis">
      <section id="vermerke">
        <heading><xsl:value-of select="$praxis/titel[@zu = 'vermerke']"/></heading>
        <xsl:call-template name="vorlauf"/>
        <xsl:call-template name="vermerke"/>
        <xsl:call-template name="dauern"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="vorlauf">
    <xsl:variable name="termin" select="$praxis/vorlauf[@bis = 'termin']"/>
    <xsl:variable name="kontakt" select="$praxis/vorlauf[@bis = 'kontakt']"/>
    <xsl:variable name="neue" select="$praxis/figur[@art = 'neue']/gesamt"/>
    <xsl:variable name="unklar" select="$kontakt/stufe[@art = 'unklar']/@wert"/>
    <!-- bei wem sich ein erster Kontakt zählen lässt -->
    <xsl:variable name="zaehlbar" select="$neue/@wert &gt; $kontakt/stufe[@art = 'ohne-vorgabe']/@wert + $unklar or $kontakt/stufe/@verborgen"/>
    <section id="vorlauf">
      <heading>Vorlauf bis zum Erstkontakt</heading>
      <xsl:choose>
        <xsl:when test="$kontakt/entfaellt"><para><xsl:value-of select="$kontakt/entfaellt"/></para></xsl:when>
        <xsl:when test="$neue/@wert = 0"><para>Am Stichtag ist niemand seit weniger als drei Monaten in Betreuung.</para></xsl:when>
        <xsl:when test="$neue/@verborgen">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Wie lange es bis zum Erstkontakt dauerte, ist</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <subline>Wer am <xsl:value-of select="$lauf/stichtag/@text"/> seit weniger als drei Monaten in Betreuung ist (<xsl:value-of select="$neue/@text"/>), nach Arbeitstagen seit Beginn der Betreuung</subline>
          <table caption="Vorlauf bis zum ersten Termin und bis zum ersten Kontakt" caption-hidden="yes">
            <col/>
            <col align="right" number="yes"/><col align="right" number="yes"/>
            <col align="right" number="yes"/><col align="right" number="yes"/>
            <head>
              <row>
                <cell header="yes" rowspan="2">Arbeitstage</cell>
                <cell header="yes" colspan="2">erster Termin</cell>
                <cell header="yes" colspan="2">erster gezählter Kontakt</cell>
              </row>
              <row>
                <cell header="yes">Zahl</cell><cell header="yes">Anteil</cell>
                <cell header="yes">Zahl</cell><cell header="yes">Anteil</cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$kontakt/stufe[@art != 'unklar' or @wert &gt; 0 or @verborgen]">
                <xsl:variable name="daneben" select="$termin/stufe[@art = current()/@art]"/>
                <row>
                  <cell header="yes"><xsl:value-of select="@name"/></cell>
                  <xsl:choose>
                    <xsl:when test="$daneben"><cell><xsl:value-of select="$daneben/@text"/></cell><cell><xsl:value-of select="$daneben/@anteil-text"/></cell></xsl:when>
                    <xsl:otherwise><cell>–</cell><cell>–</cell></xsl:otherwise>
                  </xsl:choose>
                  <xsl:choose>
                    <xsl:when test="not($zaehlbar) and @art != 'ohne-vorgabe' and @art != 'unklar'"><cell>–</cell><cell>–</cell></xsl:when>
                    <xsl:otherwise><cell><xsl:value-of select="@text"/></cell><cell><xsl:value-of select="@anteil-text"/></cell></xsl:otherwise>
                  </xsl:choose>
                </row>
              </xsl:for-each>
            </body>
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell>
                <cell>
                  <xsl:choose>
                    <xsl:when test="$termin/entfaellt">–</xsl:when>
                    <xsl:otherwise><xsl:value-of select="$neue/@text"/></xsl:otherwise>
                  </xsl:choose>
                </cell>
                <cell/>
                <cell><xsl:value-of select="$neue/@text"/></cell><cell/>
              </row>
            </foot>
          </table>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$kontakt | $termin"/></xsl:call-template>
          <para style="small">
            <xsl:if test="$termin/entfaellt">Zum ersten Termin lässt sich nichts sagen: <xsl:value-of select="$termin/entfaellt"/><xsl:text> </xsl:text></xsl:if>
            <xsl:text>Verlangt sind in der Regel </xsl:text><xsl:value-of select="$praxis/verlangt/@vorlauf-in-der-regel"/>
            <xsl:text>, höchstens </xsl:text><xsl:value-of select="$praxis/verlangt/@vorlauf-hoechstens"/>
            <xsl:text> Arbeitstage (Montag bis Freitag, </xsl:text><xsl:value-of select="$praxis/verlangt/@arbeitstage"/>
            <xsl:text>). </xsl:text>
            <xsl:if test="$zaehlbar or not($termin/entfaellt)">
              <xsl:text>Über der Höchstfrist ist auch, wer bis zu ihrem Ablauf keinen hatte und noch keinen hat: </xsl:text>
              <xsl:if test="not($termin/entfaellt)"><xsl:value-of select="$termin/noch-keiner/@text"/> ohne Termin</xsl:if>
              <xsl:if test="$zaehlbar and not($termin/entfaellt)">, </xsl:if>
              <xsl:if test="$zaehlbar"><xsl:value-of select="$kontakt/noch-keiner/@text"/> ohne gezählten Kontakt</xsl:if>
              <xsl:text>. </xsl:text>
            </xsl:if>
            <xsl:text/>Ein Termin ist der erste angebotene, der nicht abgesagt wurde. <xsl:text/>
            <xsl:if test="$kontakt/stufe[@art = 'ohne-vorgabe']/@wert &gt; 0">Ohne Vorgabe zählt kein Kontakt; für diese Kund*innen lässt sich der erste nicht bestimmen. </xsl:if>
            <xsl:if test="$unklar &gt; 0">Ist unklar, welche Vorgabe gilt, so lässt sich nicht sagen, welche Kontakte zählen, also auch nicht, wann der erste war. </xsl:if>
            <xsl:if test="$praxis/verlangt/@quelle-erstkontakt">Quelle: <xsl:value-of select="$praxis/verlangt/@quelle-erstkontakt"/>.</xsl:if>
          </para>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Eine Tabelle aus Figuren: Zahl und Anteil im Monat und in der ganzen Betreuung; zeilen: fertige row-Elemente -->
  <xsl:template name="figuren">
    <xsl:param name="titel"/>
    <xsl:param name="kopf"/>
    <xsl:param name="zeilen"/>
    <table caption="{$titel}" caption-hidden="yes">
      <col/>
      <col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/><col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes" rowspan="2"><xsl:value-of select="$kopf"/></cell>
          <cell header="yes" colspan="2"><xsl:value-of select="$lauf/monat/@name"/><xsl:text> </xsl:text><xsl:value-of select="$lauf/monat/@jahr"/></cell>
          <cell header="yes" colspan="2">laufende Betreuung</cell>
        </row>
        <row>
          <cell header="yes">Zahl</cell><cell header="yes">Anteil</cell>
          <cell header="yes">Zahl</cell><cell header="yes">Anteil</cell>
        </row>
      </head>
      <body><xsl:copy-of select="$zeilen"/></body>
    </table>
  </xsl:template>

  <!-- Was das Regelwerk nicht verlangt, hat keine Zeile; was nicht bekannt ist, einen Strich. -->
  <xsl:template name="figur">
    <xsl:param name="art"/>
    <xsl:param name="name"/>
    <xsl:param name="von"/>
    <xsl:variable name="figur" select="$praxis/figur[@art = $art]"/>
    <xsl:if test="not($figur/entfaellt[@grund = 'regelwerk'])">
      <row>
        <cell header="yes">
          <xsl:value-of select="$name"/>
          <xsl:if test="$von != ''"><muted> · von <xsl:value-of select="$von"/></muted></xsl:if>
        </cell>
        <!-- was von gezählten Kontakten handelt, ist ohne Vorgabe keine Null -->
        <xsl:variable name="zahl" select="$figur[not($keine-vorgabe and (starts-with(@art, 'kontakt') or starts-with(@art, 'erster-') or starts-with(@art, 'telefon') or starts-with(@art, 'erfasst')))]"/>
        <xsl:call-template name="zahl-und-anteil"><xsl:with-param name="wert" select="$zahl/monat"/></xsl:call-template>
        <xsl:call-template name="zahl-und-anteil"><xsl:with-param name="wert" select="$zahl/gesamt"/></xsl:call-template>
      </row>
    </xsl:if>
  </xsl:template>

  <xsl:template name="zahl-und-anteil">
    <xsl:param name="wert"/>
    <xsl:choose>
      <xsl:when test="$wert"><cell><xsl:value-of select="$wert/@text"/></cell><cell><xsl:value-of select="$wert/@anteil-text"/></cell></xsl:when>
      <xsl:otherwise><cell>–</cell><cell>–</cell></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="vermerke">
    <section id="vermerkarten">
      <heading>Vermerke</heading>
      <xsl:choose>
        <xsl:when test="$keine-vorgabe and $praxis/figur[@art = 'beratungsvermerke']/gesamt/@wert = 0">
          <para>In der laufenden Betreuung gibt es keinen Beratungsvermerk. Welche Kontakte zählen, lässt sich nicht sagen, <xsl:value-of select="$warum-keine"/>.</para>
        </xsl:when>
        <xsl:when test="$praxis/figur[@art = 'kontakte']/gesamt/@wert = 0 and $praxis/figur[@art = 'beratungsvermerke']/gesamt/@wert = 0">
          <para>In der laufenden Betreuung gibt es keinen gezählten Kontakt und keinen Beratungsvermerk.</para>
        </xsl:when>
        <xsl:otherwise>
          <subline>Wie Kontakte vermerkt sind; abweichende Vermerke stehen in hinweise.csv</subline>
          <xsl:call-template name="figuren">
            <xsl:with-param name="titel">Vermerke</xsl:with-param>
            <xsl:with-param name="kopf">Vermerke</xsl:with-param>
            <xsl:with-param name="zeilen">
              <xsl:call-template name="figur">
                <xsl:with-param name="art">kontakte</xsl:with-param>
                <xsl:with-param name="name">gezählte Kontakte</xsl:with-param>
              </xsl:call-template>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">kontakt-anders</xsl:with-param>
                <xsl:with-param name="name">nicht in der verlangten Vermerkart</xsl:with-param>
                <xsl:with-param name="von">gezählten Kontakten</xsl:with-param>
              </xsl:call-template>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">erster-anders</xsl:with-param>
                <xsl:with-param name="name">erster Kontakt nicht in der verlangten Vermerkart</xsl:with-param>
                <xsl:with-param name="von">ersten Kontakten</xsl:with-param>
              </xsl:call-template>
              <xsl:if test="$praxis/figur[@art = 'telefon']/gesamt/@wert &gt; 0">
                <xsl:call-template name="figur">
                  <xsl:with-param name="art">telefon</xsl:with-param>
                  <xsl:with-param name="name">am Telefon</xsl:with-param>
                  <xsl:with-param name="von">gezählten Kontakten</xsl:with-param>
                </xsl:call-template>
              </xsl:if>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">telefon-ausserhalb</xsl:with-param>
                <xsl:with-param name="name">außerhalb der genannten Gruppen</xsl:with-param>
                <xsl:with-param name="von">denen am Telefon</xsl:with-param>
              </xsl:call-template>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">falsch-kodiert</xsl:with-param>
                <xsl:with-param name="name">Beratungsvermerk mit schriftlicher oder elektronischer Kontaktart</xsl:with-param>
                <xsl:with-param name="von">Beratungsvermerken</xsl:with-param>
              </xsl:call-template>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">erfasst-spaet</xsl:with-param>
                <xsl:with-param name="name">mehr als 7 Tage später erfasst</xsl:with-param>
                <xsl:with-param name="von">gezählten mit Tag der Erfassung</xsl:with-param>
              </xsl:call-template>
              <xsl:call-template name="figur">
                <xsl:with-param name="art">erfasst-nach-folgemonat</xsl:with-param>
                <xsl:with-param name="name">nach Ende des Folgemonats erfasst</xsl:with-param>
                <xsl:with-param name="von">gezählten mit Tag der Erfassung</xsl:with-param>
              </xsl:call-template>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$praxis/figur[@art = 'erster-anders' and not(entfaellt)]"/></xsl:call-template>
          <xsl:call-template name="vermerke-dazu"/>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="vermerke-dazu">
    <xsl:variable name="verlangt" select="$praxis/verlangt"/>
    <para style="small">
      <xsl:if test="$keine-vorgabe">Welche Kontakte zählen, lässt sich nicht sagen („–“), <xsl:value-of select="$warum-keine"/>. </xsl:if>
      <xsl:text>Laufende Betreuung: bis zum Stichtag, ab 31 Tagen vor ihrem Beginn. </xsl:text>
      <xsl:if test="$verlangt/@jeder-vermerk">Für jeden Kontakt verlangt ist die Vermerkart „<xsl:value-of select="$verlangt/@jeder-vermerk"/>“. </xsl:if>
      <xsl:if test="$verlangt/@erster-vermerk">Für den ersten Kontakt verlangt ist die Vermerkart „<xsl:value-of select="$verlangt/@erster-vermerk"/>“. </xsl:if>
      <xsl:if test="$verlangt/@quelle-vermerke">Quelle: <xsl:value-of select="$verlangt/@quelle-vermerke"/>. </xsl:if>
      <xsl:if test="$verlangt/@telefon">
        <xsl:text>Für das Telefon nennt das Regelwerk: </xsl:text><xsl:value-of select="$verlangt/@telefon"/>
        <xsl:if test="$verlangt/@quelle-telefon"> (<xsl:value-of select="$verlangt/@quelle-telefon"/>)</xsl:if>
        <xsl:text>. </xsl:text>
        <xsl:if test="$praxis/figur[@art = 'telefon-unbekannt']/gesamt/@wert &gt; 0">Ob jemand dazu gehört, ist wegen unbekannter Profillage offen bei <xsl:value-of select="$praxis/figur[@art = 'telefon-unbekannt']/gesamt/@text"/> Gesprächen. </xsl:if>
      </xsl:if>
      <xsl:call-template name="unbekannt"><xsl:with-param name="figuren" select="$praxis/figur[@art = 'telefon-ausserhalb' or @art = 'erfasst-spaet']"/></xsl:call-template>
    </para>
  </xsl:template>

  <!-- Warum ein Strich steht, jeder Grund einmal -->
  <xsl:template name="unbekannt">
    <xsl:param name="figuren"/>
    <xsl:variable name="luecken" select="$figuren/entfaellt[@grund = 'daten']"/>
    <xsl:if test="$luecken">
      <xsl:text>Nicht bekannt („–“): </xsl:text>
      <xsl:for-each select="$luecken">
        <xsl:variable name="stelle" select="position()"/>
        <xsl:if test="not($luecken[position() &lt; $stelle] = string(.))"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:if>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="dauern">
    <xsl:variable name="dauern" select="$praxis/dauern"/>
    <xsl:variable name="summe" select="$dauern/dauer[last()]"/>
    <section id="gespraechsdauer">
      <heading>Dauer<xsl:if test="not($ohne-profillagen)"> nach Profillage</xsl:if></heading>
      <xsl:choose>
        <xsl:when test="$dauern/gespraeche/entfaellt and $dauern/termine/entfaellt">
          <para>Wie lange Gespräche dauern, lässt sich nicht sagen. <xsl:value-of select="$dauern/gespraeche/entfaellt"/><xsl:text> </xsl:text><xsl:value-of select="$dauern/termine/entfaellt"/></para>
        </xsl:when>
        <xsl:when test="count($dauern/dauer) = 1 and $keine-vorgabe">
          <para>
            <xsl:text>Wie lange Gespräche dauern, lässt sich nicht sagen, </xsl:text><xsl:value-of select="$warum-keine"/><xsl:text>. </xsl:text>
            <xsl:choose>
              <xsl:when test="$dauern/termine/entfaellt"><xsl:value-of select="$dauern/termine/entfaellt"/></xsl:when>
              <xsl:otherwise>Termine gibt es in der laufenden Betreuung nicht.</xsl:otherwise>
            </xsl:choose>
          </para>
        </xsl:when>
        <xsl:when test="count($dauern/dauer) = 1"><para>In der laufenden Betreuung gibt es weder Gespräche noch Termine.</para></xsl:when>
        <xsl:otherwise>
          <subline>Minuten im Mittel, <xsl:value-of select="$lauf/monat/@name"/><xsl:text> </xsl:text><xsl:value-of select="$lauf/monat/@jahr"/>; Zahl: mit bekannter Dauer, offen: ohne</subline>
          <table caption="Dauer von Gesprächen und Terminen" caption-hidden="yes">
            <col/>
            <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
            <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
            <head>
              <row>
                <cell header="yes" rowspan="2"><xsl:if test="not($ohne-profillagen)">Profillage</xsl:if></cell>
                <cell header="yes" colspan="3">gezählte Kontakte</cell>
                <cell header="yes" colspan="3">Termine, wie geplant</cell>
              </row>
              <row>
                <cell header="yes">Minuten</cell><cell header="yes">Zahl</cell><cell header="yes">offen</cell>
                <cell header="yes">Minuten</cell><cell header="yes">Zahl</cell><cell header="yes">offen</cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$dauern/dauer[position() &lt; last() and not($ohne-profillagen)]">
                <row><cell header="yes"><xsl:value-of select="@name"/></cell><xsl:call-template name="dauer-zellen"/></row>
              </xsl:for-each>
            </body>
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell>
                <xsl:for-each select="$summe"><xsl:call-template name="dauer-zellen"/></xsl:for-each>
              </row>
            </foot>
          </table>
          <xsl:choose>
            <xsl:when test="$dauern/*/entfaellt"><para style="small">Nicht bekannt („–“): <xsl:value-of select="$dauern/*/entfaellt"/></para></xsl:when>
            <xsl:when test="$keine-vorgabe"><para style="small">Welche Kontakte zählen, lässt sich nicht sagen („–“), <xsl:value-of select="$warum-keine"/>.</para></xsl:when>
          </xsl:choose>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="dauer-zellen">
    <xsl:call-template name="dauer-werte"><xsl:with-param name="wert" select="gespraeche[@zeitraum = 'monat' and not($keine-vorgabe)]"/></xsl:call-template>
    <xsl:call-template name="dauer-werte"><xsl:with-param name="wert" select="termine[@zeitraum = 'monat']"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="dauer-werte">
    <xsl:param name="wert"/>
    <xsl:choose>
      <xsl:when test="not($wert)"><cell>–</cell><cell>–</cell><cell>–</cell></xsl:when>
      <xsl:otherwise>
        <cell>
          <xsl:choose>
            <xsl:when test="$wert/@mittel"><xsl:value-of select="$wert/@mittel-text"/></xsl:when>
            <xsl:otherwise>–</xsl:otherwise>
          </xsl:choose>
        </cell>
        <cell><xsl:value-of select="$wert/@bekannt-text"/></cell>
        <cell><xsl:value-of select="$wert/@unbekannt-text"/></cell>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 10 Ausnahmen und Termine -->
  <xsl:template name="ausnahmen-und-termine">
    <xsl:if test="$praxis">
      <section id="ausnahmen-termine">
        <heading><xsl:value-of select="$praxis/titel[@zu = 'termine']"/></heading>
        <xsl:call-template name="ausnahmen"/>
        <xsl:call-template name="termine"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="ausnahmen">
    <xsl:variable name="ausnahmen" select="$praxis/ausnahmen"/>
    <xsl:variable name="unklare" select="$ausnahmen/ausnahme/unklar[@wert &gt; 0 or @verborgen]"/>
    <section id="ausnahmen">
      <heading>Ausnahmen</heading>
      <xsl:choose>
        <xsl:when test="$ausnahmen/entfaellt"><para>Welche Ausnahmen gelten, lässt sich nicht sagen. <xsl:value-of select="$ausnahmen/entfaellt"/></para></xsl:when>
        <xsl:when test="$ausnahmen/ausnahme[last()]/gesamt/@wert = 0"><para>Am <xsl:value-of select="$lauf/stichtag/@text"/> ist keine Ausnahme eingetragen.</para></xsl:when>
        <xsl:when test="not($ausnahmen/ausnahme/*[@wert &gt; 0])">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Die Zahlen der Ausnahmen sind</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <subline>Ausnahmen, die am <xsl:value-of select="$lauf/stichtag/@text"/> eingetragen sind, nach Art und Wirkung an diesem Tag</subline>
          <table caption="Ausnahmen nach Art und Wirkung" caption-hidden="yes">
            <col/>
            <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
            <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
            <xsl:if test="$unklare"><col align="right" number="yes"/></xsl:if>
            <head>
              <row>
                <cell header="yes">Art</cell><cell header="yes">Frist ruht</cell><cell header="yes">eigenes Intervall</cell>
                <cell header="yes">Bezirk zählt</cell><cell header="yes">ohne Wirkung</cell>
                <xsl:if test="$unklare"><cell header="yes">unklar</cell></xsl:if>
                <cell header="yes">zusammen</cell>
                <cell header="yes">endet bis <xsl:value-of select="$lauf/ausnahme-endet/@bis"/></cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$ausnahmen/ausnahme[position() &lt; last()]">
                <row><cell header="yes"><xsl:value-of select="@art"/></cell><xsl:call-template name="ausnahme-zellen"/></row>
              </xsl:for-each>
            </body>
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell>
                <xsl:for-each select="$ausnahmen/ausnahme[last()]"><xsl:call-template name="ausnahme-zellen"/></xsl:for-each>
              </row>
            </foot>
          </table>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$ausnahmen"/></xsl:call-template>
          <para style="small">Gezählt sind Ausnahmen, nicht Kund*innen. Ohne Wirkung: vom Regelwerk für diese Kund*innen nicht anerkannt, oder ein anderes Intervall geht vor.<xsl:if test="$unklare"> Unklar: Welche Vorgabe für diese Kund*innen gilt, steht nicht fest; ob die Ausnahme anerkannt ist, lässt sich deshalb nicht sagen.</xsl:if></para>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="ausnahme-zellen">
    <cell><xsl:value-of select="ruhend/@text"/></cell>
    <cell><xsl:value-of select="intervall/@text"/></cell>
    <cell><xsl:value-of select="bezirk/@text"/></cell>
    <cell><xsl:value-of select="ohne-wirkung/@text"/></cell>
    <xsl:if test="../ausnahme/unklar[@wert &gt; 0 or @verborgen]"><cell><xsl:value-of select="unklar/@text"/></cell></xsl:if>
    <cell strong="yes"><xsl:value-of select="gesamt/@text"/></cell>
    <cell><xsl:value-of select="endet-bald/@text"/></cell>
  </xsl:template>

  <xsl:template name="termine">
    <xsl:variable name="termine" select="$praxis/figur[@art = 'termine']"/>
    <section id="termine">
      <heading>Termine</heading>
      <xsl:choose>
        <xsl:when test="$termine/entfaellt"><para>Zu Terminen lässt sich nichts sagen. <xsl:value-of select="$termine/entfaellt"/></para></xsl:when>
        <xsl:when test="$termine/gesamt/@wert = 0 and $praxis/figur[@art = 'voraus']/gesamt/@wert = 0"><para>Zur laufenden Betreuung gibt es keine Termine.</para></xsl:when>
        <xsl:otherwise>
          <subline>Termine bis <xsl:value-of select="$lauf/stichtag/@text"/>; danach sind <xsl:value-of select="$praxis/figur[@art = 'voraus']/gesamt/@text"/> vorgesehen</subline>
          <xsl:call-template name="figuren">
            <xsl:with-param name="titel">Termine nach Status</xsl:with-param>
            <xsl:with-param name="kopf">Status</xsl:with-param>
            <xsl:with-param name="zeilen">
              <xsl:call-template name="figur"><xsl:with-param name="art">termine</xsl:with-param><xsl:with-param name="name">Termine</xsl:with-param></xsl:call-template>
              <xsl:call-template name="figur"><xsl:with-param name="art">wahrgenommen</xsl:with-param><xsl:with-param name="name">wahrgenommen</xsl:with-param></xsl:call-template>
              <xsl:call-template name="figur"><xsl:with-param name="art">nicht-erschienen</xsl:with-param><xsl:with-param name="name">nicht erschienen</xsl:with-param></xsl:call-template>
              <xsl:call-template name="figur"><xsl:with-param name="art">abgesagt</xsl:with-param><xsl:with-param name="name">abgesagt</xsl:with-param></xsl:call-template>
              <xsl:call-template name="figur"><xsl:with-param name="art">ohne-ergebnis</xsl:with-param><xsl:with-param name="name">geplant, ohne Ergebnis</xsl:with-param></xsl:call-template>
              <xsl:if test="$praxis/figur[@art = 'status-unbekannt']/gesamt/@wert &gt; 0">
                <xsl:call-template name="figur"><xsl:with-param name="art">status-unbekannt</xsl:with-param><xsl:with-param name="name">mit unbekanntem Status</xsl:with-param></xsl:call-template>
              </xsl:if>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="termine-verlangt"/>
          <xsl:call-template name="termine-ausstehend"/>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Was das Regelwerk zu Terminen verlangt -->
  <xsl:template name="termine-verlangt">
    <xsl:variable name="figuren" select="$praxis/figur[@art = 'zu-lang' or @art = 'erstgespraech-zu-kurz' or @art = 'ohne-belehrung' or @art = 'naechster-vereinbart']"/>
    <xsl:if test="$figuren[not(entfaellt[@grund = 'regelwerk'])]">
      <subline>Woran das Regelwerk Termine misst; auch solche nach dem Stichtag, ohne abgesagte</subline>
      <xsl:call-template name="figuren">
        <xsl:with-param name="titel">Termine und Regelwerk</xsl:with-param>
        <xsl:with-param name="kopf">Merkmal</xsl:with-param>
        <xsl:with-param name="zeilen">
          <xsl:call-template name="figur">
            <xsl:with-param name="art">zu-lang</xsl:with-param>
            <xsl:with-param name="name">mit mehr als <xsl:value-of select="$praxis/verlangt/@termin-hoechstens"/> Minuten geplant</xsl:with-param>
            <xsl:with-param name="von">Terminen mit Dauer</xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="figur">
            <xsl:with-param name="art">erstgespraech-zu-kurz</xsl:with-param>
            <xsl:with-param name="name">Erstgespräch mit weniger als <xsl:value-of select="$praxis/verlangt/@erstgespraech-mindestens"/> Minuten geplant</xsl:with-param>
            <xsl:with-param name="von">Erstgesprächen mit Dauer</xsl:with-param>
          </xsl:call-template>
          <xsl:call-template name="figur">
            <xsl:with-param name="art">ohne-belehrung</xsl:with-param>
            <xsl:with-param name="name">ohne Rechtsfolgenbelehrung</xsl:with-param>
            <xsl:with-param name="von">Terminen</xsl:with-param>
          </xsl:call-template>
        </xsl:with-param>
      </xsl:call-template>
      <para style="small">
        <xsl:variable name="naechster" select="$praxis/figur[@art = 'naechster-vereinbart']/monat"/>
        <xsl:if test="$naechster and $praxis/figur[@art = 'kontakte']/monat/@wert &gt; 0">
          <xsl:text>Empfohlen ist, am Ende jedes Kontakts den nächsten Termin zu vereinbaren. Bei </xsl:text>
          <xsl:value-of select="$naechster/@text"/> von <xsl:value-of select="$praxis/figur[@art = 'kontakte']/monat/@text"/>
          <xsl:text> gezählten Kontakten im </xsl:text><xsl:value-of select="$lauf/monat/@name"/>
          <xsl:text> (</xsl:text><xsl:value-of select="$naechster/@anteil-text"/>) wurde er am selben Tag vereinbart und liegt nicht nach dem Fälligkeitstag, wo der erst noch kam. <xsl:text/>
        </xsl:if>
        <xsl:call-template name="unbekannt"><xsl:with-param name="figuren" select="$figuren"/></xsl:call-template>
        <xsl:if test="$praxis/verlangt/@quelle-termine">Quelle: <xsl:value-of select="$praxis/verlangt/@quelle-termine"/>.</xsl:if>
      </para>
    </xsl:if>
  </xsl:template>

  <xsl:template name="termine-ausstehend">
    <subline>Kund*innen und ihr nächster Termin am <xsl:value-of select="$lauf/stichtag/@text"/></subline>
    <table caption="Kund*innen und ihr nächster Termin" caption-hidden="yes">
      <col/><col align="right" number="yes"/><col align="right" number="yes"/>
      <head><row><cell header="yes">Kund*innen</cell><cell header="yes">Zahl</cell><cell header="yes">Anteil</cell></row></head>
      <body>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">kette-unterbrochen</xsl:with-param>
          <xsl:with-param name="name">nicht erschienen, danach weder Termin noch gezählter Kontakt</xsl:with-param>
          <xsl:with-param name="von">allen</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">nicht-erschienen-einmal</xsl:with-param>
          <xsl:with-param name="name">zuletzt einmal nicht erschienen</xsl:with-param>
          <xsl:with-param name="von">allen</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">nicht-erschienen-zweimal</xsl:with-param>
          <xsl:with-param name="name">zweimal in Folge nicht erschienen</xsl:with-param>
          <xsl:with-param name="von">allen</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">nicht-erschienen-dreimal</xsl:with-param>
          <xsl:with-param name="name">dreimal oder öfter in Folge nicht erschienen</xsl:with-param>
          <xsl:with-param name="von">allen</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">ueber-der-frist-ohne-termin</xsl:with-param>
          <xsl:with-param name="name">über der Frist, kein Termin geplant</xsl:with-param>
          <xsl:with-param name="von">denen über der Frist</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">ueber-der-frist-mit-termin</xsl:with-param>
          <xsl:with-param name="name">über der Frist, Termin geplant (nach dem Fälligkeitstag)</xsl:with-param>
          <xsl:with-param name="von">denen über der Frist</xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="figur-heute">
          <xsl:with-param name="art">in-der-frist-zu-spaet</xsl:with-param>
          <xsl:with-param name="name">in der Frist, nächster Termin erst nach dem Fälligkeitstag</xsl:with-param>
          <xsl:with-param name="von">denen mit Termin</xsl:with-param>
        </xsl:call-template>
      </body>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$praxis/figur[@art = 'kette-unterbrochen' or starts-with(@art, 'nicht-erschienen-') or starts-with(@art, 'ueber-der-frist-') or @art = 'in-der-frist-zu-spaet']"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="figur-heute">
    <xsl:param name="art"/>
    <xsl:param name="name"/>
    <xsl:param name="von"/>
    <row>
      <cell header="yes"><xsl:value-of select="$name"/><muted> · von <xsl:value-of select="$von"/></muted></cell>
      <xsl:call-template name="zahl-und-anteil"><xsl:with-param name="wert" select="$praxis/figur[@art = $art and (not($keine-vorgabe) or @art = 'kette-unterbrochen' or starts-with(@art, 'nicht-erschienen-'))]/gesamt"/></xsl:call-template>
    </row>
  </xsl:template>

  <!-- 11 Eingliederungsvereinbarungen -->
  <xsl:template name="egv">
    <xsl:if test="$praxis">
      <xsl:variable name="egv" select="$praxis/figur[@art = 'egv']"/>
      <section id="egv">
        <heading><xsl:value-of select="$praxis/titel[@zu = 'egv']"/></heading>
        <xsl:choose>
          <xsl:when test="$egv/entfaellt"><para>Wie viele <xsl:value-of select="$praxis/egv-worte/@eine"/> haben, lässt sich nicht sagen. <xsl:value-of select="$egv/entfaellt"/></para></xsl:when>
          <xsl:when test="$praxis/figur[@art = 'kunden']/gesamt/@wert = 0"><para>Es ist niemand in Betreuung.</para></xsl:when>
          <xsl:when test="$egv/gesamt/@verborgen or $egv/gesamt/@anteil-text = $zeichen">
            <xsl:call-template name="verborgen"><xsl:with-param name="was">Wie viele <xsl:value-of select="$praxis/egv-worte/@eine"/> haben, ist</xsl:with-param></xsl:call-template>
            <xsl:call-template name="halbjahre"/>
          </xsl:when>
          <xsl:otherwise>
            <para>
              <xsl:text>Anteil: </xsl:text><xsl:value-of select="$egv/gesamt/@anteil-text"/>
              <xsl:text> (</xsl:text><xsl:value-of select="$egv/gesamt/@text"/> von <xsl:value-of select="$praxis/figur[@art = 'kunden']/gesamt/@text"/>
              <xsl:text>). Gezählt ist, wessen </xsl:text><xsl:value-of select="$praxis/egv-worte/@wort"/><xsl:text> höchstens sechs Monate vor dem </xsl:text>
              <xsl:value-of select="$lauf/stichtag/@text"/> begonnen hat.</para>
            <xsl:call-template name="halbjahre"/>
          </xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Nur wo das Regelwerk eine Anzahl verlangt -->
  <xsl:template name="halbjahre">
    <xsl:if test="$praxis/halbjahre/halbjahr[@kunden &gt; 0 or @kunden-text = $zeichen]">
      <subline>Gezählte Kontakte seit Beginn <xsl:value-of select="$praxis/egv-worte/@genitiv"/>; das Halbjahr ist am Stichtag noch nicht zu Ende</subline>
      <table caption="Kontakte im Halbjahr: {$praxis/egv-worte/@wort}" caption-hidden="yes">
        <col/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/><col align="right" number="yes"/>
        <head>
          <row>
            <cell header="yes">Regel</cell><cell header="yes">verlangt</cell><cell header="yes">Kund*innen</cell>
            <cell header="yes">Kontakte im Mittel</cell><cell header="yes">schon erreicht</cell><cell header="yes">Anteil</cell>
          </row>
        </head>
        <body>
          <xsl:for-each select="$praxis/halbjahre/halbjahr">
            <row>
              <cell header="yes"><xsl:value-of select="@name"/></cell>
              <cell><xsl:value-of select="@verlangt"/></cell>
              <cell><xsl:value-of select="@kunden-text"/></cell>
              <cell>
                <xsl:choose>
                  <xsl:when test="@mittel"><xsl:value-of select="@mittel-text"/></xsl:when>
                  <xsl:when test="@kontakte-text = $zeichen"><xsl:value-of select="$zeichen"/></xsl:when>
                  <xsl:otherwise>–</xsl:otherwise>
                </xsl:choose>
              </cell>
              <cell><xsl:value-of select="@erreicht-text"/></cell>
              <cell><xsl:value-of select="@anteil-text"/></cell>
            </row>
          </xsl:for-each>
        </body>
      </table>
      <xsl:call-template name="legende"><xsl:with-param name="in" select="$praxis/halbjahre/halbjahr"/></xsl:call-template>
      <para style="small">Das Urteil richtet sich nicht hiernach, sondern nach dem rollierenden Zeitraum der Regel. Ohne Ausgenommene und ohne Kund*innen mit eigenem Intervall.</para>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
