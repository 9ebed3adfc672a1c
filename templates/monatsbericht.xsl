<?xml version="1.0" encoding="UTF-8"?>
<!--
  Monatsbericht für die Leitung: für das Jobcenter, in gleicher Form für ein Team (Parameter bereich).
  Eingabe: das Ergebnis (ergebnis.rng); Ausgabe: ein Dokument (document.rng). Hier wird nicht gerechnet und nichts
  formatiert: Zahlen stehen als Text im Ergebnis, Befunde als Sätze. Keine Kundennummer und kein Name kommt vor.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:include href="zweifel.xsl"/>
  <xsl:include href="monatsbericht-verlauf.xsl"/>
  <xsl:include href="monatsbericht-personal.xsl"/>
  <xsl:include href="monatsbericht-ausblick.xsl"/>
  <xsl:include href="monatsbericht-praxis.xsl"/>

  <!-- "jobcenter" oder "team": auf welchen Bereich des Ergebnisses der Bericht sich bezieht -->
  <xsl:param name="bereich" select="'jobcenter'"/>

  <xsl:variable name="lauf" select="/ergebnis/lauf"/>
  <xsl:variable name="regelwerk" select="/ergebnis/regelwerk"/>
  <xsl:variable name="jobcenter" select="/ergebnis/bereich[@art = 'jobcenter']"/>
  <xsl:variable name="b" select="/ergebnis/bereich[@art = $bereich]"/>
  <xsl:variable name="ist-team" select="$bereich = 'team'"/>
  <!-- die Zahlen des Bereichs, und die des Jobcenters zum Vergleich -->
  <xsl:variable name="alle" select="$b/gruppen[@nach = 'gesamt']/gruppe"/>
  <xsl:variable name="vergleich" select="$jobcenter/gruppen[@nach = 'gesamt']/gruppe"/>
  <!-- der Verlauf des Bereichs, und womit der Stichtag verglichen wird -->
  <xsl:variable name="verlauf" select="$b/verlauf"/>
  <xsl:variable name="vormonat" select="$verlauf/vergleich[@zu = 'vormonat']"/>
  <xsl:variable name="vorjahr" select="$verlauf/vergleich[@zu = 'vorjahr']"/>

  <!-- wonach nicht gegliedert wird, weil die Spalte nicht geliefert wurde -->
  <xsl:variable name="ohne-gliederung" select="/ergebnis/daten/ohne-gliederung"/>
  <xsl:variable name="ohne-teams" select="boolean($ohne-gliederung[@nach = 'team'])"/>
  <xsl:variable name="ohne-profillagen" select="boolean($ohne-gliederung[@nach = 'profillage'])"/>

  <!-- was an der Stelle einer Zahl steht, die nicht gezeigt wird, und was es bedeutet -->
  <xsl:variable name="zeichen" select="'&#xD7;'"/>
  <xsl:variable name="mindestgruppe" select="$lauf/mindestgruppe[@angewendet = 'ja']/@wert"/>

  <!-- Leute in Betreuung, aber für niemanden steht eine Vorgabe fest: dann ist nichts gezählt, und eine Null wäre falsch. -->
  <xsl:variable name="keine-vorgabe" select="$alle/kunden/@wert &gt; 0 and $alle/quote/@nenner + $alle/urteil[@code = 'neu']/@wert + $alle/urteil[@code = 'ausgenommen']/@wert = 0"/>
  <xsl:variable name="warum-keine">
    <xsl:choose>
      <xsl:when test="$ohne-vermerk">weil die Vermerke in den Exporten es nicht tragen</xsl:when>
      <xsl:when test="not($keine-vorgabe)"/>
      <xsl:when test="$alle/urteil[@code = 'unklar']/@wert = $alle/kunden/@wert">weil bei niemandem klar ist, welche Vorgabe gilt</xsl:when>
      <xsl:when test="$alle/urteil[@code = 'unklar'][@wert &gt; 0 or @verborgen]">weil für niemanden eine Vorgabe feststeht</xsl:when>
      <xsl:otherwise>weil für niemanden eine Vorgabe gilt</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- Kein Vermerk, der zählen könnte: wer überfällig ist, weiß niemand, und eine Zahl wäre eine Beschuldigung. -->
  <xsl:variable name="ohne-vermerk" select="$b/@bewertbar = 'nein' and $alle/kunden/@wert &gt; 0"/>

  <xsl:template match="/">
    <xsl:if test="count($b) != 1">
      <xsl:message terminate="yes">Im Ergebnis muss es genau einen Bereich „<xsl:value-of select="$bereich"/>“ geben.</xsl:message>
    </xsl:if>
    <xsl:variable name="titel">
      <xsl:text>Kundenkontaktdichte </xsl:text>
      <xsl:value-of select="$lauf/monat/@zeitraum"/>
    </xsl:variable>
    <xsl:variable name="wo">
      <xsl:value-of select="$lauf/jobcenter"/>
      <xsl:if test="$ist-team"> · <xsl:value-of select="$b/@name"/></xsl:if>
    </xsl:variable>
    <document lang="de" title="{$titel}" subject="Monatsbericht {$wo}, Stichtag {$lauf/stichtag/@text}"
              header-left="{$wo}" header-right="Stichtag {$lauf/stichtag/@text}"
              footer-left="Monatsbericht · Stichtag {$lauf/stichtag/@text} · Lauf {$lauf/@kennung}">
      <title><xsl:value-of select="$titel"/></title>
      <xsl:call-template name="kopf"/>
      <xsl:call-template name="auf-einen-blick"/>
      <xsl:call-template name="verlauf"/>
      <xsl:if test="not($ohne-teams)"><xsl:call-template name="teams"/></xsl:if>
      <toc depth="1"/>
      <xsl:call-template name="verlauf-zahlen"/>
      <xsl:call-template name="verlauf-teams"/>
      <xsl:call-template name="bewegung"/>
      <xsl:call-template name="umfang"/>
      <xsl:call-template name="profillagen"/>
      <xsl:call-template name="status"/>
      <xsl:call-template name="dauer"/>
      <xsl:call-template name="personal"/>
      <xsl:call-template name="ausblick"/>
      <xsl:call-template name="erstkontakt-und-vermerke"/>
      <xsl:call-template name="ausnahmen-und-termine"/>
      <xsl:call-template name="bedarfsgemeinschaften"/>
      <xsl:call-template name="egv"/>
      <xsl:call-template name="daten"/>
      <xsl:call-template name="methode"/>
    </document>
  </xsl:template>

  <!-- 1 Titel -->
  <xsl:template name="kopf">
    <subline>
      <xsl:text>Monatsbericht </xsl:text>
      <xsl:if test="$ist-team">· <xsl:value-of select="$b/@name"/> · </xsl:if>
      <xsl:text>nach </xsl:text>
      <xsl:value-of select="$regelwerk/kurztitel"/>
      <xsl:if test="$regelwerk/fassung or $regelwerk/geltung">
        <xsl:text> (</xsl:text>
        <xsl:if test="$regelwerk/fassung">Fassung: <xsl:value-of select="$regelwerk/fassung"/></xsl:if>
        <xsl:if test="$regelwerk/fassung and $regelwerk/geltung">; </xsl:if>
        <xsl:value-of select="$regelwerk/geltung"/>
        <xsl:text>)</xsl:text>
      </xsl:if>
      <xsl:if test="$lauf/datenstand"><br/>Datenstand: <xsl:value-of select="$lauf/datenstand/@text"/></xsl:if>
      <xsl:text> · Lauf </xsl:text><xsl:value-of select="$lauf/@kennung"/>
    </subline>
    <xsl:call-template name="zweifel"/>
    <xsl:if test="$regelwerk/warnung">
      <note kind="warning">
        <para><strong>Achtung: </strong><xsl:value-of select="$regelwerk/warnung"/> Die Auswertung zeigt, was es verlangen würde.</para>
      </note>
    </xsl:if>
  </xsl:template>

  <!-- 2 Auf einen Blick -->
  <xsl:template name="auf-einen-blick">
    <para style="lead"><xsl:apply-templates select="$b/satz[@zu = 'ergebnis']"/></para>
    <kpis>
      <kpi label="Quote" value="{$alle/quote/@text}">
        <xsl:call-template name="kennzahl-veraenderung"><xsl:with-param name="um" select="$vormonat/quote"/></xsl:call-template>
      </kpi>
      <xsl:apply-templates select="$alle/urteil[@code = 'ueberfaellig']" mode="kennzahl">
        <xsl:with-param name="name">überfällig</xsl:with-param>
        <xsl:with-param name="ton">alert</xsl:with-param>
      </xsl:apply-templates>
      <xsl:apply-templates select="$alle/urteil[@code = 'nie']" mode="kennzahl">
        <xsl:with-param name="name">ohne Kontakt</xsl:with-param>
        <xsl:with-param name="ton">alert</xsl:with-param>
      </xsl:apply-templates>
      <xsl:apply-templates select="$alle/urteil[@code = 'faellig']" mode="kennzahl">
        <xsl:with-param name="name">bald fällig (<xsl:value-of select="$lauf/vorlauf/@text"/>)</xsl:with-param>
      </xsl:apply-templates>
      <xsl:apply-templates select="$alle/urteil[@code = 'ausgenommen']" mode="kennzahl">
        <xsl:with-param name="name">ausgenommen</xsl:with-param>
      </xsl:apply-templates>
    </kpis>
    <xsl:call-template name="vergleiche"/>
    <xsl:if test="$mindestgruppe"><para style="small"><strong><xsl:value-of select="$zeichen"/></strong> = nicht gezeigt. <xsl:value-of select="$lauf/mindestgruppe"/></para></xsl:if>
  </xsl:template>

  <!-- Unter einer Tabelle, in der eine Zahl nicht gezeigt ist; in: woraus sie besteht -->
  <xsl:template name="legende">
    <xsl:param name="in"/>
    <xsl:if test="$mindestgruppe and $in/descendant-or-self::*/@*[. = $zeichen]">
      <para style="small"><muted><xsl:value-of select="$zeichen"/> = nicht gezeigt: kleiner als <xsl:value-of select="$mindestgruppe"/> oder daraus berechenbar</muted></para>
    </xsl:if>
  </xsl:template>

  <!-- Statt einer Tabelle, in der alles verborgen wäre -->
  <xsl:template name="verborgen">
    <xsl:param name="was"/>
    <para><xsl:value-of select="$was"/> aus Gründen des Datenschutzes nicht gezeigt, weil Zahlen kleiner als <xsl:value-of select="$mindestgruppe"/> sind oder sich solche daraus berechnen ließen.</para>
  </xsl:template>

  <!-- Wer bewertet ist und wer nicht -->
  <xsl:template name="umfang">
    <section id="umfang">
      <heading>Wer bewertet ist</heading>
      <para>
        <xsl:if test="$b/satz[@zu = 'umfang']"><xsl:value-of select="$b/satz[@zu = 'umfang']/kern"/><xsl:text> </xsl:text></xsl:if>
        <xsl:call-template name="leere-spalten"/>
        <xsl:text>Bewertet sind alle mit Vorgabe, außer Ausgenommenen und Neuen, deren erste Frist noch läuft; im Rhythmus ist auch, wer bald fällig ist, also bis zum </xsl:text><xsl:value-of select="$lauf/vorlauf/@bis"/><xsl:text>. Ohne Kontakt: über der Frist und kein einziger anrechenbarer Kontakt.</xsl:text>
        <xsl:if test="$alle/endet-bald/@wert = 1"> Bei einer ausgenommenen Person endet die Ausnahme bis zum <xsl:value-of select="$lauf/ausnahme-endet/@bis"/>.</xsl:if>
        <xsl:if test="$alle/endet-bald/@wert &gt; 1"> Bei <xsl:value-of select="$alle/endet-bald/@text"/> Ausgenommenen endet die Ausnahme bis zum <xsl:value-of select="$lauf/ausnahme-endet/@bis"/>.</xsl:if>
        <xsl:if test="$alle/kontakte/@wert &gt; 0"> Anrechenbare Kontakte im <xsl:value-of select="$lauf/monat/@name"/>: <xsl:value-of select="$alle/kontakte/@wert-text"/>, davon <xsl:value-of select="$alle/kontakte/@telefon-anteil-text"/> am Telefon.</xsl:if>
      </para>
    </section>
  </xsl:template>

  <!-- Ton nur, wo es etwas zu sehen gibt: eine Null ist kein Alarm. -->
  <xsl:template match="urteil" mode="kennzahl">
    <xsl:param name="name"/>
    <xsl:param name="ton"/>
    <xsl:choose>
      <xsl:when test="$keine-vorgabe or $ohne-vermerk"><kpi label="{$name}" value="–"/></xsl:when>
      <xsl:otherwise>
        <kpi label="{$name}" value="{@text}">
          <xsl:call-template name="kennzahl-veraenderung">
            <xsl:with-param name="um" select="$vormonat/urteil[@code = current()/@code]"/>
          </xsl:call-template>
          <xsl:if test="string($ton) != '' and @wert &gt; 0"><xsl:attribute name="tone"><xsl:value-of select="$ton"/></xsl:attribute></xsl:if>
        </kpi>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="satz">
    <strong><xsl:value-of select="kern"/></strong><xsl:value-of select="rest"/>
  </xsl:template>

  <!-- 4 Teams -->
  <xsl:template name="teams">
    <section id="teams">
      <heading><xsl:value-of select="$b/satz[@zu = 'teams']/kern"/></heading>
      <xsl:choose>
        <xsl:when test="$alle/kunden/@wert = 0"><para>Es ist niemand in Betreuung, also auch in keinem Team.</para></xsl:when>
        <xsl:when test="$ist-team">
          <xsl:call-template name="urteile">
            <xsl:with-param name="gruppen" select="$alle"/>
            <xsl:with-param name="kopf" select="'Bereich'"/>
            <xsl:with-param name="name" select="$b/@name"/>
            <xsl:with-param name="titel" select="'Das Team und das Jobcenter nach Urteil'"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="urteile">
            <xsl:with-param name="gruppen" select="$b/gruppen[@nach = 'team']/gruppe"/>
            <xsl:with-param name="kopf" select="'Team'"/>
            <xsl:with-param name="titel" select="'Teams nach Urteil'"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!--
    Eine Tabelle nach Urteil, darunter das Jobcenter. Die Spalten stehen in der Folge, in der das Ergebnis die Urteile
    nennt, von hinten; was im Jobcenter nicht vorkommt, fehlt, außer den vier Urteilen der Quote.
  -->
  <xsl:template name="urteile">
    <xsl:param name="gruppen"/>
    <xsl:param name="kopf"/>
    <xsl:param name="titel"/>
    <xsl:param name="name" select="''"/>
    <xsl:variable name="spalten" select="$vergleich/urteil[@wert &gt; 0 or @verborgen or @code = 'erfuellt' or @code = 'faellig' or @code = 'ueberfaellig' or @code = 'nie']"/>
    <subline>
      <xsl:text>Kund*innen nach Urteil am </xsl:text>
      <xsl:value-of select="$lauf/stichtag/@text"/>
      <xsl:if test="$vergleich/quote/@prozent">; Strich: Jobcenter <xsl:value-of select="$vergleich/quote/@text"/></xsl:if>
    </subline>
    <table caption="{$titel}" caption-hidden="yes">
      <col weight="3"/>
      <col align="right" number="yes"/>
      <xsl:for-each select="$spalten"><col align="right" number="yes"/></xsl:for-each>
      <col align="right" number="yes"/>
      <col bar-max="100" weight="1"/>
      <head>
        <row>
          <cell header="yes"><xsl:value-of select="$kopf"/></cell>
          <cell header="yes">gesamt</cell>
          <xsl:for-each select="$spalten">
            <xsl:sort select="position()" data-type="number" order="descending"/>
            <cell header="yes"><xsl:apply-templates select="." mode="spalte"/></cell>
          </xsl:for-each>
          <cell header="yes">Quote</cell>
          <cell/>
        </row>
      </head>
      <body>
        <xsl:for-each select="$gruppen">
          <row>
            <cell header="yes">
              <xsl:choose>
                <xsl:when test="$name != ''"><xsl:value-of select="$name"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
              </xsl:choose>
            </cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
            <cell bar="{quote/@prozent}" mark="{$vergleich/quote/@prozent}">
              <xsl:if test="quote/@prozent &lt; $vergleich/quote/@prozent">
                <xsl:attribute name="tone">soft</xsl:attribute>
              </xsl:if>
            </cell>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">Jobcenter</cell>
          <xsl:for-each select="$vergleich">
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
          </xsl:for-each>
          <cell/>
        </row>
      </foot>
    </table>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$gruppen/kunden | $gruppen/urteil | $gruppen/quote | $vergleich/kunden | $vergleich/urteil | $vergleich/quote"/></xsl:call-template>
  </xsl:template>

  <!-- Kund*innen, jedes Urteil, Quote; der Kontext ist die Gruppe -->
  <xsl:template name="zellen">
    <xsl:param name="spalten"/>
    <xsl:variable name="gruppe" select="."/>
    <cell><xsl:value-of select="kunden/@text"/></cell>
    <xsl:for-each select="$spalten">
      <xsl:sort select="position()" data-type="number" order="descending"/>
      <cell>
        <xsl:choose>
          <xsl:when test="$ohne-vermerk and not($gruppe/quote/@prozent) and (@code = 'erfuellt' or @code = 'faellig' or @code = 'ueberfaellig' or @code = 'nie')">–</xsl:when>
          <xsl:otherwise><xsl:value-of select="$gruppe/urteil[@code = current()/@code]/@text"/></xsl:otherwise>
        </xsl:choose>
      </cell>
    </xsl:for-each>
    <cell strong="yes"><xsl:value-of select="quote/@text"/></cell>
  </xsl:template>

  <xsl:template match="urteil" mode="spalte">
    <xsl:choose>
      <xsl:when test="@code = 'erfuellt'">im Rhythmus</xsl:when>
      <xsl:when test="@code = 'faellig'">bald fällig</xsl:when>
      <xsl:when test="@code = 'neu'">neu</xsl:when>
      <xsl:when test="@code = 'ueberfaellig'">über&#xAD;fällig</xsl:when>
      <xsl:when test="@code = 'nie'">ohne Kontakt</xsl:when>
      <xsl:when test="@code = 'ausgenommen'">ausge&#xAD;nommen</xsl:when>
      <xsl:when test="@code = 'nicht_geregelt'">nicht erfasst</xsl:when>
      <xsl:when test="@code = 'ohne_vorgabe'">ohne Vorgabe</xsl:when>
      <xsl:when test="@code = 'unklar'">unklar</xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Damit niemand eine Spalte vermisst: welche Urteile es in diesem Monat nicht gibt. -->
  <xsl:template name="leere-spalten">
    <xsl:variable name="leer" select="$vergleich/urteil[@wert = 0 and @code != 'erfuellt' and @code != 'faellig' and @code != 'ueberfaellig' and @code != 'nie']"/>
    <xsl:if test="$leer">
      <xsl:text>Im ganzen Jobcenter niemand: </xsl:text>
      <xsl:for-each select="$leer">
        <xsl:sort select="position()" data-type="number" order="descending"/>
        <xsl:if test="position() &gt; 1">; </xsl:if>
        <xsl:value-of select="/ergebnis/urteile/art[@code = current()/@code]/@name"/>
      </xsl:for-each>
      <xsl:text>. </xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- 5 Profillage und Altersgruppe, Status -->
  <xsl:template name="profillagen">
    <section id="profillagen">
      <heading>
        <xsl:choose>
          <xsl:when test="$ohne-profillagen and $b/satz[@zu = 'alter']/kern = 'Profillage und Altersgruppe'">Altersgruppe</xsl:when>
          <xsl:otherwise><xsl:value-of select="$b/satz[@zu = 'alter']/kern"/></xsl:otherwise>
        </xsl:choose>
      </heading>
      <xsl:choose>
        <xsl:when test="$alle/kunden/@wert = 0">
          <para>Es ist niemand in Betreuung.</para>
        </xsl:when>
        <xsl:when test="$ohne-profillagen"><xsl:call-template name="altersgruppen"/></xsl:when>
        <xsl:when test="not($b/gruppen[@nach = 'profillage']/gruppe/quote[@nenner])">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Die Quoten nach Profillage und Altersgruppe sind</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <subline>Quote und Zahl der Bewerteten nach Profillage und Altersgruppe; je dunkler, desto höher die Quote (unter 50, ab 50, ab 60, ab 70, ab 80&#xA0;%)</subline>
          <table caption="Quote nach Profillage und Altersgruppe" caption-hidden="yes">
            <col/>
            <col align="right" number="yes"/><col align="right" number="yes"/>
            <col align="right" number="yes"/><col align="right" number="yes"/>
            <col align="right" number="yes"/><col align="right" number="yes"/>
            <head>
              <row>
                <cell header="yes" rowspan="2">Profillage</cell>
                <xsl:for-each select="$b/gruppen[@nach = 'alter']/gruppe">
                  <cell header="yes" colspan="2"><xsl:value-of select="@name"/></cell>
                </xsl:for-each>
                <cell header="yes" colspan="2">zusammen</cell>
              </row>
              <row>
                <cell header="yes">Quote</cell><cell header="yes">bewertet</cell>
                <cell header="yes">Quote</cell><cell header="yes">bewertet</cell>
                <cell header="yes">Quote</cell><cell header="yes">bewertet</cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$b/gruppen[@nach = 'profillage']/gruppe">
                <row>
                  <cell header="yes">
                    <xsl:if test="@kennung != '' and @kennung != 'I' and @kennung != 'Z'">
                      <xsl:value-of select="@kennung"/><muted> · </muted>
                    </xsl:if>
                    <xsl:value-of select="@name"/>
                  </cell>
                  <xsl:for-each select="$b/gruppen[@nach = 'profillage-alter']/gruppe[@profillage = current()/@name]">
                    <xsl:call-template name="waerme"/>
                  </xsl:for-each>
                  <xsl:call-template name="waerme"/>
                </row>
              </xsl:for-each>
            </body>
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell>
                <xsl:for-each select="$b/gruppen[@nach = 'alter']/gruppe">
                  <cell><xsl:value-of select="quote/@text"/></cell>
                  <cell><xsl:value-of select="quote/@nenner-text"/></cell>
                </xsl:for-each>
                <cell><xsl:value-of select="$alle/quote/@text"/></cell>
                <cell><xsl:value-of select="$alle/quote/@nenner-text"/></cell>
              </row>
            </foot>
          </table>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$b/gruppen[@nach = 'profillage' or @nach = 'profillage-alter' or @nach = 'alter']/gruppe/quote | $alle/quote"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- wo die Profillagen nicht geliefert sind: die Altersgruppen allein -->
  <xsl:template name="altersgruppen">
    <xsl:variable name="quoten" select="$b/gruppen[@nach = 'alter']/gruppe/quote | $alle/quote"/>
    <xsl:choose>
      <xsl:when test="not($quoten/@nenner)">
        <xsl:call-template name="verborgen"><xsl:with-param name="was">Die Quoten nach Altersgruppe sind</xsl:with-param></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <subline>Quote und Zahl der Bewerteten nach Altersgruppe</subline>
        <table caption="Quote nach Altersgruppe" caption-hidden="yes">
          <col/><col align="right" number="yes"/><col align="right" number="yes"/>
          <head><row><cell header="yes">Altersgruppe</cell><cell header="yes">Quote</cell><cell header="yes">bewertet</cell></row></head>
          <body>
            <xsl:for-each select="$b/gruppen[@nach = 'alter']/gruppe">
              <row><cell header="yes"><xsl:value-of select="@name"/></cell><xsl:call-template name="waerme"/></row>
            </xsl:for-each>
          </body>
          <foot>
            <row strong="yes">
              <cell header="yes">zusammen</cell>
              <cell><xsl:value-of select="$alle/quote/@text"/></cell>
              <cell><xsl:value-of select="$alle/quote/@nenner-text"/></cell>
            </row>
          </foot>
        </table>
        <xsl:call-template name="legende"><xsl:with-param name="in" select="$quoten"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="waerme">
    <cell heat="{quote/@stufe}"><xsl:value-of select="quote/@text"/></cell>
    <cell><xsl:value-of select="quote/@nenner-text"/></cell>
  </xsl:template>

  <xsl:template name="status">
    <section id="status">
      <heading><xsl:value-of select="$b/satz[@zu = 'status']/kern"/></heading>
      <xsl:choose>
        <xsl:when test="$alle/kunden/@wert = 0"><para>Es ist niemand in Betreuung.</para></xsl:when>
        <xsl:when test="not($b/gruppen[@nach = 'status']/gruppe/urteil[@wert &gt; 0])">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Die Zahlen nach Status sind</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="urteile">
            <xsl:with-param name="gruppen" select="$b/gruppen[@nach = 'status']/gruppe"/>
            <xsl:with-param name="kopf" select="'Status'"/>
            <xsl:with-param name="titel" select="'Status nach Urteil'"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- 6 Wie lange überfällig -->
  <xsl:template name="dauer">
    <section id="dauer">
      <heading><xsl:value-of select="$b/satz[@zu = 'dauer']/kern"/></heading>
      <xsl:choose>
        <xsl:when test="$alle/kunden/@wert = 0"><para>Es ist niemand in Betreuung.</para></xsl:when>
        <xsl:when test="$ohne-vermerk"><para>Die Vermerke in den Exporten tragen es nicht, zu sagen, wer über der Frist ist.</para></xsl:when>
        <xsl:when test="$alle/quote/@nenner = 0 and $alle/urteil[@code = 'unklar']/@wert &gt; 0">
          <para>Es ist niemand bewertet; wer überfällig ist, lässt sich nicht sagen.</para>
        </xsl:when>
        <xsl:when test="$alle/quote/@nenner = 0"><para>Es ist niemand bewertet, also auch niemand über der Frist.</para></xsl:when>
        <xsl:when test="$alle/ueber-der-frist/@wert = 0 and $alle/quote/@nenner = 1">
          <para>Die eine bewertete Person ist am <xsl:value-of select="$lauf/stichtag/@text"/> nicht über der Frist.</para>
        </xsl:when>
        <xsl:when test="$alle/ueber-der-frist/@wert = 0 and not($alle/quote/@nenner)">
          <para>Am <xsl:value-of select="$lauf/stichtag/@text"/> ist von den Bewerteten niemand über der Frist.</para>
        </xsl:when>
        <xsl:when test="$alle/ueber-der-frist/@wert = 0">
          <para>Von den <xsl:value-of select="$alle/quote/@nenner-text"/> Bewerteten ist am <xsl:value-of select="$lauf/stichtag/@text"/> niemand über der Frist.</para>
        </xsl:when>
        <xsl:when test="not($alle/dauer/@wert) and $alle/ueber-der-frist/@verborgen">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Wie viele seit wann über der Frist sind, ist</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <subline>Kund*innen über der Frist am <xsl:value-of select="$lauf/stichtag/@text"/>, nach Tagen seit dem Fälligkeitstag; ohne Kontakt: kein einziger anrechenbarer Kontakt</subline>
          <xsl:if test="not($alle/dauer/@verborgen or $alle/urteil[@code = 'nie']/@verborgen)">
            <chart kind="bar" unit="">
              <series name="Kund*innen über der Frist" tone="alert">
                <xsl:for-each select="$alle/dauer"><point label="{@name}" value="{@wert}" text="{@text}"/></xsl:for-each>
                <point label="ohne Kontakt" value="{$alle/urteil[@code = 'nie']/@wert}" text="{$alle/urteil[@code = 'nie']/@text}"/>
              </series>
            </chart>
          </xsl:if>
          <table caption="Dauer der Überfälligkeit" caption-hidden="yes">
            <col/><col align="right" number="yes"/><col align="right" number="yes"/>
            <head>
              <row>
                <cell header="yes">über der Frist seit</cell>
                <cell header="yes">Kund*innen</cell>
                <cell header="yes">Anteil</cell>
              </row>
            </head>
            <body>
              <xsl:for-each select="$alle/dauer">
                <row>
                  <cell header="yes"><xsl:value-of select="@name"/></cell>
                  <cell><xsl:value-of select="@text"/></cell>
                  <cell><xsl:value-of select="@anteil-text"/></cell>
                </row>
              </xsl:for-each>
              <row>
                <cell header="yes">ohne anrechenbaren Kontakt</cell>
                <cell><xsl:value-of select="$alle/urteil[@code = 'nie']/@text"/></cell>
                <cell><xsl:value-of select="$alle/dauer-ohne/@anteil-text"/></cell>
              </row>
            </body>
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell>
                <cell><xsl:value-of select="$alle/ueber-der-frist/@text"/></cell>
                <cell/>
              </row>
            </foot>
          </table>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$alle/dauer | $alle/dauer-ohne | $alle/urteil[@code = 'nie'] | $alle/ueber-der-frist"/></xsl:call-template>
          <xsl:if test="$alle/tage/@mittel or not($alle/ohne-termin/@verborgen)"><para><xsl:call-template name="dauer-dazu"/></para></xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Mittel und längste Dauer, und wer einen Termin hat; was verborgen ist, fehlt -->
  <xsl:template name="dauer-dazu">
    <xsl:choose>
      <xsl:when test="not($alle/tage/@mittel)"/>
      <xsl:when test="$alle/ueber-der-frist/@wert = 1">
        <xsl:text>Über der Frist ist die eine Person seit </xsl:text>
        <xsl:value-of select="$alle/tage/@hoechst-text"/>
        <xsl:choose>
          <xsl:when test="$alle/tage/@hoechst = 1"> Tag. </xsl:when>
          <xsl:otherwise> Tagen. </xsl:otherwise>
        </xsl:choose>
      </xsl:when>
      <xsl:otherwise>
        <xsl:text>Über der Frist sind sie im Mittel seit </xsl:text>
        <xsl:value-of select="$alle/tage/@mittel-text"/>
        <xsl:text> Tagen</xsl:text>
        <xsl:if test="$alle/tage/@hoechst">, höchstens seit <xsl:value-of select="$alle/tage/@hoechst-text"/></xsl:if>
        <xsl:text>. </xsl:text>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="not($alle/ohne-termin)">Ob Termine geplant sind, lässt sich nicht sagen: keine Termindaten geliefert.</xsl:when>
      <xsl:when test="$alle/ohne-termin/@verborgen"/>
      <xsl:when test="$alle/ueber-der-frist/@wert = 1 and $alle/ohne-termin/@wert = 0">Für sie ist nach dem Stichtag ein Termin geplant.</xsl:when>
      <xsl:when test="$alle/ueber-der-frist/@wert = 1">Für sie ist nach dem Stichtag kein Termin geplant.</xsl:when>
      <xsl:when test="$alle/ohne-termin/@wert = 0">Für alle ist nach dem Stichtag ein Termin geplant.</xsl:when>
      <xsl:when test="$alle/ohne-termin/@wert = $alle/ueber-der-frist/@wert">Für niemanden von ihnen ist nach dem Stichtag ein Termin geplant.</xsl:when>
      <xsl:otherwise>Ohne geplanten Termin nach dem Stichtag: <xsl:value-of select="$alle/ohne-termin/@text"/>.</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 11 Bedarfsgemeinschaften -->
  <xsl:template name="bedarfsgemeinschaften">
    <xsl:variable name="bg" select="$b/bedarfsgemeinschaften"/>
    <!-- Ohne die Spalte BG-Nummer lassen sie sich nicht bilden: dann steht von ihnen nichts hier -->
    <xsl:if test="$bg">
    <section id="bedarfsgemeinschaften">
      <heading><xsl:value-of select="$b/satz[@zu = 'bedarfsgemeinschaften']/kern"/></heading>
      <xsl:choose>
        <xsl:when test="$bg/@anzahl = 0"><para>Niemand in Betreuung hat eine BG-Nummer.</para></xsl:when>
        <xsl:when test="$mindestgruppe and not($bg/*[@wert &gt; 0])">
          <xsl:call-template name="verborgen"><xsl:with-param name="was">Die Zahlen der Bedarfsgemeinschaften sind</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <subline>
            <xsl:text>Bedarfsgemeinschaften danach, wie viele ihrer Mitglieder mit Vorgabe am </xsl:text>
            <xsl:value-of select="$lauf/stichtag/@text"/>
            <xsl:text> im Rhythmus oder bald fällig sind</xsl:text>
            <xsl:if test="$ist-team">; gefragt sind alle Mitglieder, auch die anderer Teams</xsl:if>
          </subline>
          <table caption="Bedarfsgemeinschaften" caption-hidden="yes">
            <col/><col align="right" number="yes"/>
            <head><row><cell header="yes">Mitglieder im Rhythmus</cell><cell header="yes">Bedarfsgemeinschaften</cell></row></head>
            <body>
              <row><cell header="yes">alle</cell><cell><xsl:value-of select="$bg/alle/@text"/></cell></row>
              <row><cell header="yes">einige</cell><cell><xsl:value-of select="$bg/einige/@text"/></cell></row>
              <row><cell header="yes">keines</cell><cell><xsl:value-of select="$bg/keine/@text"/></cell></row>
              <row><cell header="yes">kein Mitglied mit Vorgabe</cell><cell><xsl:value-of select="$bg/ohne-vorgabe/@text"/></cell></row>
            </body>
            <foot>
              <row strong="yes"><cell header="yes">zusammen</cell><cell><xsl:value-of select="$bg/@anzahl-text"/></cell></row>
            </foot>
          </table>
          <xsl:call-template name="legende"><xsl:with-param name="in" select="$bg/alle | $bg/einige | $bg/keine | $bg/ohne-vorgabe | $bg[@anzahl-text = $zeichen]"/></xsl:call-template>
          <xsl:if test="$ist-team">
            <para style="small">Gezählt ist, wer ein Mitglied in diesem Team hat. Bedarfsgemeinschaften mit Mitgliedern in mehreren Teams zählen bei jedem; die Zahlen der Teams ergeben deshalb nicht die des Jobcenters.</para>
          </xsl:if>
          <xsl:if test="$bg/nicht-ueberfaellig/@wert &gt; 0">
            <para style="small">Ausgenommene und Neue haben eine Vorgabe, sind aber nicht im Rhythmus. Bedarfsgemeinschaften mit „einige“ oder „keines“, in denen deshalb niemand überfällig ist: <xsl:value-of select="$bg/nicht-ueberfaellig/@text"/>.</para>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
    </section>
    </xsl:if>
  </xsl:template>

  <!-- 12 Daten -->
  <xsl:template name="daten">
    <xsl:variable name="daten" select="/ergebnis/daten"/>
    <section id="daten">
      <heading><xsl:value-of select="$daten/satz"/></heading>
      <subline>
        <xsl:text>Was geliefert und was davon verwendet wurde</xsl:text>
        <xsl:if test="$ist-team">, für das ganze Jobcenter</xsl:if>
        <xsl:if test="$lauf/datenstand">; Datenstand (der neueste Tag, der in der Datei steht): <xsl:value-of select="$lauf/datenstand/@text"/></xsl:if>
      </subline>
      <xsl:variable name="doppelt" select="$daten/datei[doppelt/@wert &gt; 0]"/>
      <xsl:variable name="fusszeilen" select="$daten/datei[fusszeilen/@wert &gt; 0]"/>
      <table caption="Gelieferte Dateien" caption-hidden="yes">
        <col weight="1"/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/><col align="right" number="yes"/>
        <xsl:if test="$doppelt"><col align="right" number="yes"/></xsl:if>
        <xsl:if test="$fusszeilen"><col align="right" number="yes"/></xsl:if>
        <head>
          <row>
            <cell header="yes">Datei</cell><cell header="yes">Größe</cell><cell header="yes">Zeilen</cell>
            <cell header="yes">verwendet</cell><cell header="yes">abgelehnt</cell>
            <cell header="yes">Kundennummer nicht im Bestand</cell>
            <xsl:if test="$doppelt"><cell header="yes">doppelt geliefert</cell></xsl:if>
            <xsl:if test="$fusszeilen"><cell header="yes">Summen, Fußzeilen</cell></xsl:if>
          </row>
        </head>
        <body>
          <xsl:for-each select="$daten/datei">
            <row>
              <cell header="yes"><xsl:value-of select="@art"/></cell>
              <xsl:choose>
                <xsl:when test="@geliefert = 'ja'">
                  <cell><xsl:value-of select="groesse/@text"/></cell>
                  <cell><xsl:value-of select="zeilen/@text"/></cell>
                  <cell><xsl:value-of select="verwendet/@text"/></cell>
                  <cell><xsl:value-of select="abgelehnt/@text"/></cell>
                  <cell><xsl:value-of select="unbekannte/@text"/></cell>
                  <xsl:if test="$doppelt"><cell><xsl:value-of select="doppelt/@text"/></cell></xsl:if>
                  <xsl:if test="$fusszeilen"><cell><xsl:value-of select="fusszeilen/@text"/></cell></xsl:if>
                </xsl:when>
                <xsl:otherwise><cell colspan="{5 + boolean($doppelt) + boolean($fusszeilen)}"><muted>nicht geliefert</muted></cell></xsl:otherwise>
              </xsl:choose>
            </row>
          </xsl:for-each>
        </body>
      </table>
      <xsl:if test="$ohne-gliederung">
        <para>
          <xsl:text>In kunden.csv </xsl:text><xsl:choose><xsl:when test="count($ohne-gliederung) &gt; 1">fehlen </xsl:when><xsl:otherwise>fehlt </xsl:otherwise></xsl:choose>
          <xsl:for-each select="$ohne-gliederung">
            <xsl:if test="position() &gt; 1"><xsl:choose><xsl:when test="position() = last()"> und </xsl:when><xsl:otherwise>, </xsl:otherwise></xsl:choose></xsl:if>
            <xsl:text>„</xsl:text><xsl:value-of select="@spalte"/><xsl:text>“</xsl:text>
          </xsl:for-each>
          <xsl:text>: danach gliedert dieser Bericht nicht.</xsl:text>
        </para>
      </xsl:if>
      <xsl:call-template name="nachtraeglich"/>
      <xsl:call-template name="meldungen">
        <xsl:with-param name="klasse">abgelehnt</xsl:with-param>
        <xsl:with-param name="titel">Abgelehnte Zeilen: sie gehen in keine Zahl ein, jede steht mit ihrem Grund in abgelehnt.csv</xsl:with-param>
        <xsl:with-param name="keine">Abgelehnt wurde keine Zeile.</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="meldungen">
        <xsl:with-param name="klasse">hinweis</xsl:with-param>
        <xsl:with-param name="titel">Hinweise: auffällig, aber verwendet; jeder steht in hinweise.csv</xsl:with-param>
        <xsl:with-param name="keine">Hinweise gibt es nicht.</xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="meldungen">
        <xsl:with-param name="klasse">befund</xsl:with-param>
        <xsl:with-param name="titel">Befunde: das Urteil bleibt, jeder steht in hinweise.csv</xsl:with-param>
        <xsl:with-param name="keine">Befunde gibt es nicht.</xsl:with-param>
      </xsl:call-template>
    </section>
  </xsl:template>

  <!-- Urteile archivierter Läufe, die mit den heutigen Exporten andere sind -->
  <xsl:template name="nachtraeglich">
    <xsl:variable name="monate" select="$b/verlauf/punkt/archiv[nachtraeglich]"/>
    <xsl:variable name="verglichen" select="$monate[not(nachtraeglich/@grund)]"/>
    <xsl:choose>
      <xsl:when test="not($verglichen)"/>
      <xsl:when test="not($verglichen/nachtraeglich[@verborgen or @wert &gt; 0])">
        <para>Urteil für Urteil ist jeder archivierte Lauf, der sich vergleichen lässt, mit den heutigen Exporten derselbe.</para>
      </xsl:when>
      <xsl:otherwise>
        <table caption="Nachträglich geändert: Urteile archivierter Läufe, die mit den heutigen Exporten andere sind">
          <col/><col/><col align="right" number="yes"/><col weight="1"/>
          <head><row><cell header="yes">Monat</cell><cell header="yes">Lauf</cell><cell header="yes">Kund*innen</cell><cell header="yes">Warum</cell></row></head>
          <body>
            <xsl:for-each select="$verglichen">
              <row>
                <cell header="yes"><xsl:value-of select="../@name"/></cell>
                <cell><xsl:value-of select="@lauf"/></cell>
                <cell><xsl:value-of select="nachtraeglich/@text"/></cell>
                <cell>
                  <xsl:for-each select="nachtraeglich/ursache">
                    <xsl:if test="position() &gt; 1">, </xsl:if>
                    <xsl:value-of select="@name"/>&#xA0;<xsl:value-of select="@text"/>
                  </xsl:for-each>
                </cell>
              </row>
            </xsl:for-each>
          </body>
        </table>
        <xsl:choose>
          <xsl:when test="$verglichen/nachtraeglich/@verborgen"><para style="small">Wie viele es sind, ist aus Gründen des Datenschutzes nicht gezeigt.</para></xsl:when>
          <xsl:otherwise><para style="small">Jede Änderung steht mit ihrem Grund in hinweise.csv, die des Teams im Dossier für die Fachaufsicht.</para></xsl:otherwise>
        </xsl:choose>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="$monate[nachtraeglich/@grund]">
      <para style="small">Nicht Urteil für Urteil verglichen: <xsl:value-of select="../@name"/> (<xsl:value-of select="nachtraeglich/@grund"/>).</para>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="meldungen">
    <xsl:param name="klasse"/>
    <xsl:param name="titel"/>
    <xsl:param name="keine"/>
    <xsl:variable name="meldungen" select="/ergebnis/daten/meldung[@klasse = $klasse]"/>
    <xsl:choose>
      <xsl:when test="not($meldungen)"><para><xsl:value-of select="$keine"/></para></xsl:when>
      <xsl:otherwise>
<xsl:variable name="zahlen" select="not($meldungen/@verborgen)"/>
        <table caption="{$titel}">
          <col weight="1"/><col weight="1"/><xsl:if test="$zahlen"><col align="right" number="yes"/></xsl:if>
          <head><row><cell header="yes">Grund</cell><cell header="yes">Dateien</cell><xsl:if test="$zahlen"><cell header="yes">Zahl</cell></xsl:if></row></head>
          <body>
            <xsl:for-each select="$meldungen">
              <row>
                <cell header="yes"><xsl:value-of select="@grund"/></cell>
                <cell>
                  <xsl:for-each select="in">
                    <xsl:if test="position() &gt; 1">, </xsl:if>
                    <xsl:value-of select="@datei"/>
                    <xsl:if test="../in[2] and $zahlen">&#xA0;<xsl:value-of select="@text"/></xsl:if>
                  </xsl:for-each>
                </cell>
                <xsl:if test="$zahlen"><cell><xsl:value-of select="@text"/></cell></xsl:if>
              </row>
            </xsl:for-each>
          </body>
          <xsl:if test="$zahlen">
            <foot>
              <row strong="yes">
                <cell header="yes">zusammen</cell><cell/>
                <cell><xsl:value-of select="/ergebnis/daten/summe[@klasse = $klasse]/@text"/></cell>
              </row>
            </foot>
          </xsl:if>
        </table>
        <xsl:if test="not($zahlen)"><para style="small">Wie viele es je Grund sind, ist aus Gründen des Datenschutzes nicht gezeigt.</para></xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 13 Methode -->
  <xsl:template name="methode">
    <section id="methode">
      <heading>Methode</heading>
      <subline>
        <xsl:value-of select="$regelwerk/titel"/>
        <xsl:if test="$regelwerk/herausgeber">; Herausgeber: <xsl:value-of select="$regelwerk/herausgeber"/></xsl:if>
        <xsl:if test="$regelwerk/fassung">; Fassung: <xsl:value-of select="$regelwerk/fassung"/></xsl:if>
        <xsl:if test="$regelwerk/geltung">; Geltung: <xsl:value-of select="$regelwerk/geltung"/></xsl:if>
      </subline>
      <xsl:call-template name="regeln"/>
      <xsl:call-template name="urteil-und-quote"/>
      <xsl:if test="$regelwerk/anmerkung">
        <section id="lesarten">
          <heading>Lesarten</heading>
          <subline>Wo das Dokument etwas offen lässt: was hier gilt</subline>
          <list>
            <xsl:for-each select="$regelwerk/anmerkung"><item><xsl:value-of select="."/></item></xsl:for-each>
          </list>
        </section>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="regeln">
    <section id="regeln">
      <heading>Regeln</heading>
      <subline>In dieser Folge; es gilt die erste, deren Bedingungen am Stichtag alle zutreffen.<xsl:if test="not($mindestgruppe)"> Zahl und Quote: <xsl:value-of select="$b/@name"/></xsl:if></subline>
      <table caption="Regeln mit Fundstelle" caption-hidden="yes">
        <col align="right" number="yes"/><col weight="2"/><col weight="3"/><col weight="3"/>
        <!-- mit Mindestgruppe ohne Zahlen: aus ihnen ließe sich mit denen nach Profillage auf Einzelne schließen -->
        <xsl:if test="not($mindestgruppe)"><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
        <head>
          <row>
            <cell header="yes">Nr.</cell><cell header="yes">Wer</cell><cell header="yes">Vorgabe</cell>
            <cell header="yes">Fundstelle</cell>
            <xsl:if test="not($mindestgruppe)"><cell header="yes">Zahl</cell><cell header="yes">Quote</cell></xsl:if>
          </row>
        </head>
        <body>
          <xsl:for-each select="$regelwerk/regel">
            <xsl:variable name="gruppe" select="$b/gruppen[@nach = 'regel']/gruppe[@kennung = current()/@nummer]"/>
            <row>
              <cell header="yes"><xsl:value-of select="@nummer"/></cell>
              <cell><xsl:value-of select="wer"/></cell>
              <cell>
                <xsl:value-of select="vorgabe"/>
                <xsl:if test="kontaktarten"><br/><muted><xsl:value-of select="kontaktarten"/></muted></xsl:if>
                <xsl:if test="ausnahmen"><br/><muted>Ausnahmen: <xsl:value-of select="ausnahmen"/></muted></xsl:if>
              </cell>
              <cell><xsl:value-of select="quelle"/></cell>
              <xsl:if test="not($mindestgruppe)">
                <cell><xsl:value-of select="$gruppe/kunden/@text"/></cell>
                <cell><xsl:value-of select="$gruppe/quote/@text"/></cell>
              </xsl:if>
            </row>
          </xsl:for-each>
          <xsl:for-each select="$b/gruppen[@nach = 'regel']/gruppe[@kennung = '' and not($mindestgruppe)]">
            <row>
              <cell header="yes">–</cell>
              <cell><xsl:value-of select="@name"/></cell>
              <cell>unklar, weil eine Angabe fehlt, nach der gefragt wird</cell>
              <cell/>
              <cell><xsl:value-of select="kunden/@text"/></cell>
              <cell><xsl:value-of select="quote/@text"/></cell>
            </row>
          </xsl:for-each>
        </body>
      </table>
    </section>
  </xsl:template>

  <xsl:template name="urteil-und-quote">
    <section id="urteil">
      <heading>Wie Urteil und Quote entstehen</heading>
      <para>
        <xsl:text>Gezählt werden Vermerke der Art </xsl:text>
        <xsl:value-of select="$regelwerk/zaehlung/vermerkarten"/>
        <xsl:text>, geführt von </xsl:text>
        <xsl:value-of select="$regelwerk/zaehlung/partner"/>
        <xsl:text> (der Bezirk nur während einer JBA-Ausnahme), in einer Kontaktart, die die Regel erlaubt, höchstens einer am Tag und frühestens 31 Tage vor Beginn der Betreuung.</xsl:text>
        <xsl:if test="$regelwerk/zaehlung/video"><xsl:text> </xsl:text><xsl:value-of select="$regelwerk/zaehlung/video"/></xsl:if>
        <xsl:if test="$regelwerk/zaehlung/quelle"> Quelle: <xsl:value-of select="$regelwerk/zaehlung/quelle"/>.</xsl:if>
      </para>
      <para>
        <xsl:text>Die Frist läuft vom letzten gezählten Kontakt an, ohne Kontakt vom Beginn der Betreuung; anerkannte Ausnahmen halten sie an. Der Fälligkeitstag selbst ist noch rechtzeitig. Wird die Vorgabe strenger, so ist niemand sofort überfällig, und ein Rückstand bleibt bestehen.</xsl:text>
      </para>
      <list>
        <item><strong>im Rhythmus:</strong> der nächste Kontakt ist erst nach dem <xsl:value-of select="$lauf/vorlauf/@bis"/> fällig</item>
        <item><strong>bald fällig:</strong> er ist bis <xsl:value-of select="$lauf/vorlauf/@bis"/> fällig</item>
        <item><strong>überfällig:</strong> der Fälligkeitstag liegt vor dem Stichtag</item>
        <item><strong>ohne Kontakt:</strong> ebenso, und es gibt keinen einzigen anrechenbaren Kontakt</item>
        <item><strong>neu:</strong> noch ohne Kontakt, aber in der Frist</item>
        <item><strong>ausgenommen:</strong> eine anerkannte Ausnahme hält die Frist am Stichtag an</item>
        <item><strong>ohne Vorgabe:</strong> das Regelwerk verlangt ausdrücklich keinen Kontakt</item>
        <item><strong>nicht erfasst:</strong> das Regelwerk sagt zu diesen Kund*innen nichts</item>
        <item><strong>unklar:</strong> eine Angabe fehlt oder ist nicht lesbar, nach der das Regelwerk fragt</item>
      </list>
      <para>Quote = (im Rhythmus + bald fällig) / (im Rhythmus + bald fällig + überfällig + ohne Kontakt). Ist der Nenner 0, gibt es keine Quote („–“).</para>
      <para style="small">Abkürzungen: IFK Integrationsfachkraft; bFM beschäftigungsorientiertes Fallmanagement; JBA Jugendberufsagentur; U25, Ü25 am Stichtag unter 25 Jahre alt, ab 25; BG Bedarfsgemeinschaft.</para>
      <para style="small">Lauf <xsl:value-of select="$lauf/@kennung"/>, kontaktdichte <xsl:value-of select="$lauf/@programm"/>, Regelwerk <xsl:value-of select="$regelwerk/@kennung"/>.</para>
    </section>
  </xsl:template>
</xsl:stylesheet>
