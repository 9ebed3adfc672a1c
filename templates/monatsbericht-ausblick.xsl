<?xml version="1.0" encoding="UTF-8"?>
<!--
  Monatsbericht, Abschnitt 8: was in den nächsten zwölf Wochen fällig wird, und ob die Kapazität reicht. Teil von
  monatsbericht.xsl; dessen Variablen gelten hier.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="ausblick">
    <xsl:variable name="a" select="$b/ausblick"/>
    <xsl:variable name="g" select="$a/gesamt"/>
    <xsl:if test="$a">
      <section id="ausblick">
        <heading>
          <xsl:choose>
            <xsl:when test="$ohne-vermerk">Ausblick</xsl:when>
            <xsl:otherwise><xsl:value-of select="$a/befund"/></xsl:otherwise>
          </xsl:choose>
        </heading>
        <xsl:choose>
          <xsl:when test="$ohne-vermerk"><para>Was wann fällig wird, lässt sich nicht sagen, <xsl:value-of select="$warum-keine"/>.</para></xsl:when>
          <xsl:when test="$alle/kunden/@wert = 0"><para>Es ist niemand in Betreuung.</para></xsl:when>
          <xsl:when test="$g/rueckstand/@wert + $g/faellig/@wert = 0">
            <para>
              <xsl:text>Am Stichtag ist kein Kontakt im Rückstand, und bis zum </xsl:text><xsl:value-of select="$a/@bis-text"/>
              <xsl:text> wird keiner fällig. </xsl:text>
              <xsl:choose>
                <xsl:when test="$keine-vorgabe">Das liegt daran, dass Fristen nicht feststehen: <xsl:value-of select="$warum-keine"/>. </xsl:when>
              </xsl:choose>
              <xsl:for-each select="$a/hinweis"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each>
            </para>
          </xsl:when>
          <xsl:when test="$a/wochen-verborgen">
            <xsl:call-template name="verborgen"><xsl:with-param name="was">Was in den einzelnen Wochen fällig wird, ist</xsl:with-param></xsl:call-template>
            <xsl:if test="$ist-team or not($ohne-teams)"><xsl:call-template name="ausblick-teams"><xsl:with-param name="a" select="$a"/></xsl:call-template></xsl:if>
          </xsl:when>
          <xsl:otherwise>
            <subline>
              <xsl:text>Kontakte, die vom </xsl:text><xsl:value-of select="$a/@von-text"/><xsl:text> bis zum </xsl:text>
              <xsl:value-of select="$a/@bis-text"/><xsl:text> fällig werden</xsl:text>
              <xsl:if test="$a/woche/kapazitaet">, gegen die Beratungen, die die Ziele des Regelwerks in dieser Zeit verlangen; Balken: fällig, Strich: Kapazität der Woche</xsl:if>
            </subline>
            <para>
              <xsl:value-of select="$a/verlauf"/>
              <xsl:if test="not($a/woche/kapazitaet)"><xsl:text> </xsl:text><xsl:value-of select="$a/hinweis[1]"/></xsl:if>
            </para>
            <xsl:call-template name="ausblick-bild"><xsl:with-param name="a" select="$a"/></xsl:call-template>
            <xsl:call-template name="ausblick-wochen"><xsl:with-param name="a" select="$a"/></xsl:call-template>
            <xsl:if test="$ist-team or not($ohne-teams)"><xsl:call-template name="ausblick-teams"><xsl:with-param name="a" select="$a"/></xsl:call-template></xsl:if>
            <xsl:call-template name="ausblick-dazu"><xsl:with-param name="a" select="$a"/></xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Wo die Linie des Fälligen über der der Kapazität liegt, reicht es nicht. -->
  <xsl:template name="ausblick-bild">
    <xsl:param name="a"/>
    <xsl:if test="$a/woche[last()]/gegen-kapazitaet/@wert &gt; 0">
      <chart kind="line" unit="">
        <xsl:attribute name="alt">
          <xsl:text>Zwei Linien, jeweils bis zum Ende der Woche zusammengezählt: </xsl:text>
          <xsl:for-each select="$a/woche">
            <xsl:if test="position() &gt; 1">; </xsl:if>
            <xsl:text>Woche </xsl:text><xsl:value-of select="@nummer"/>
            <xsl:text>: fällig </xsl:text><xsl:value-of select="gegen-kapazitaet/@text"/>
            <xsl:text>, Kapazität </xsl:text><xsl:value-of select="kapazitaet-zusammen/@text"/>
          </xsl:for-each>
        </xsl:attribute>
        <series name="fällig, mit Rückstand">
          <xsl:for-each select="$a/woche">
            <point value="{gegen-kapazitaet/@wert}" text="{gegen-kapazitaet/@text}"><xsl:call-template name="ausblick-marke"/></point>
          </xsl:for-each>
        </series>
        <series name="Kapazität" tone="soft">
          <xsl:for-each select="$a/woche">
            <point value="{kapazitaet-zusammen/@wert}" text="{kapazitaet-zusammen/@text}"><xsl:call-template name="ausblick-marke"/></point>
          </xsl:for-each>
        </series>
      </chart>
    </xsl:if>
  </xsl:template>

  <xsl:template name="ausblick-marke">
    <xsl:attribute name="label"><xsl:value-of select="@nummer"/></xsl:attribute>
    <xsl:if test="position() = 1 or @jahr != preceding-sibling::woche[1]/@jahr">
      <xsl:attribute name="sublabel"><xsl:value-of select="@jahr"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Die Zeilen beginnen mit dem Rückstand; ohne-zahl: eine Spalte nur, wo es sie gibt -->
  <xsl:template name="ausblick-wochen">
    <xsl:param name="a"/>
    <xsl:variable name="kapazitaet" select="boolean($a/woche/kapazitaet)"/>
    <xsl:variable name="ohne-zahl" select="$kapazitaet and $a/gesamt/rueckstand-ohne-zahl/@wert + $a/gesamt/faellig-ohne-zahl/@wert &gt; 0"/>
    <xsl:variable name="groesste">
      <xsl:for-each select="$a/woche/faellig/@wert | $a/woche/kapazitaet/@wert">
        <xsl:sort data-type="number" order="descending"/>
        <xsl:if test="position() = 1"><xsl:value-of select="."/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <table caption="Fällige Kontakte und Kapazität je Kalenderwoche" caption-hidden="yes">
      <col/>
      <col align="right" number="yes"/>
      <xsl:if test="$ohne-zahl"><col align="right" number="yes"/></xsl:if>
      <xsl:if test="$kapazitaet"><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
      <col align="right" number="yes"/>
      <xsl:if test="$kapazitaet"><col align="right" number="yes"/><col align="right" number="yes"/></xsl:if>
      <col weight="1"><xsl:attribute name="bar-max"><xsl:choose><xsl:when test="$groesste &gt; 0"><xsl:value-of select="$groesste"/></xsl:when><xsl:otherwise>1</xsl:otherwise></xsl:choose></xsl:attribute></col>
      <head>
        <xsl:if test="$kapazitaet">
          <row>
            <cell header="yes" rowspan="2">Kalenderwoche</cell>
            <cell header="yes" colspan="{3 + $ohne-zahl}">in der Woche</cell>
            <cell header="yes" colspan="3">bis zu ihrem Ende zusammen</cell>
            <cell rowspan="2"/>
          </row>
        </xsl:if>
        <row>
          <xsl:if test="not($kapazitaet)"><cell header="yes">Kalenderwoche</cell></xsl:if>
          <cell header="yes">fällig</cell>
          <xsl:if test="$ohne-zahl"><cell header="yes">davon ohne Zahl</cell></xsl:if>
          <xsl:if test="$kapazitaet"><cell header="yes">Kapa&#xAD;zität</cell><cell header="yes">davon Rückstand</cell></xsl:if>
          <cell header="yes"><xsl:choose><xsl:when test="$kapazitaet">fällig</xsl:when><xsl:otherwise>zusammen</xsl:otherwise></xsl:choose></cell>
          <xsl:if test="$kapazitaet"><cell header="yes">Kapa&#xAD;zität</cell><cell header="yes">es fehlen</cell></xsl:if>
          <xsl:if test="not($kapazitaet)"><cell/></xsl:if>
        </row>
      </head>
      <body>
        <row strong="yes">
          <cell header="yes">Rückstand am <xsl:value-of select="$lauf/stichtag/@text"/></cell>
          <cell><xsl:value-of select="$a/gesamt/rueckstand/@text"/></cell>
          <xsl:if test="$ohne-zahl"><cell><xsl:value-of select="$a/gesamt/rueckstand-ohne-zahl/@text"/></cell></xsl:if>
          <xsl:if test="$kapazitaet"><cell/><cell/></xsl:if>
          <cell/>
          <xsl:if test="$kapazitaet"><cell/><cell/></xsl:if>
          <cell/>
        </row>
        <xsl:for-each select="$a/woche">
          <row>
            <cell header="yes">
              <xsl:value-of select="@nummer"/>
              <muted>
                <xsl:text> · ab </xsl:text><xsl:value-of select="@von-text"/>
                <xsl:if test="@angebrochen = 'ja'"> (angebrochen)</xsl:if>
                <xsl:for-each select="feiertag"><xsl:text> · </xsl:text><xsl:value-of select="@name"/></xsl:for-each>
              </muted>
            </cell>
            <cell><xsl:value-of select="faellig/@text"/></cell>
            <xsl:if test="$ohne-zahl"><cell><xsl:value-of select="faellig-ohne-zahl/@text"/></cell></xsl:if>
            <xsl:choose>
              <xsl:when test="$kapazitaet">
                <cell><xsl:value-of select="kapazitaet/@text"/></cell>
                <cell><xsl:call-template name="zahl-oder-strich"><xsl:with-param name="wert" select="fuer-rueckstand"/></xsl:call-template></cell>
                <cell><xsl:value-of select="gegen-kapazitaet/@text"/></cell>
                <cell><xsl:value-of select="kapazitaet-zusammen/@text"/></cell>
                <cell><xsl:if test="fehlen/@wert &gt; 0"><xsl:attribute name="strong">yes</xsl:attribute></xsl:if><xsl:call-template name="zahl-oder-strich"><xsl:with-param name="wert" select="fehlen"/></xsl:call-template></cell>
              </xsl:when>
              <xsl:otherwise><cell><xsl:value-of select="zusammen/@text"/></cell></xsl:otherwise>
            </xsl:choose>
            <cell bar="{faellig/@wert}" mark="{kapazitaet/@wert}"/>
          </row>
        </xsl:for-each>
      </body>
    </table>
  </xsl:template>

  <!-- eine Null sagt hier: nichts; der Strich lässt die anderen Zahlen hervortreten -->
  <xsl:template name="zahl-oder-strich">
    <xsl:param name="wert"/>
    <xsl:choose>
      <xsl:when test="$wert/@wert &gt; 0 or $wert/@verborgen"><xsl:value-of select="$wert/@text"/></xsl:when>
      <xsl:otherwise><muted>0</muted></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="ausblick-teams">
    <xsl:param name="a"/>
    <xsl:variable name="kapazitaet" select="boolean($jobcenter/ausblick/gesamt/kapazitaet)"/>
    <subline>Je Team, über alle zwölf Wochen<xsl:if test="$kapazitaet">; „–“: Im Team nennt das Regelwerk für niemanden eine Zahl von Beratungen</xsl:if></subline>
    <table caption="Fällige Kontakte und Kapazität je Team" caption-hidden="yes">
      <col weight="1"/>
      <col align="right" number="yes"/><col align="right" number="yes"/>
      <xsl:if test="$kapazitaet"><col align="right" number="yes"/><col/><col align="right" number="yes"/></xsl:if>
      <head>
        <row>
          <cell header="yes">Team</cell><cell header="yes">Rückstand</cell><cell header="yes">wird fällig</cell>
          <xsl:if test="$kapazitaet"><cell header="yes">Kapazität</cell><cell header="yes">reicht nicht ab</cell><cell header="yes">am Ende fehlen</cell></xsl:if>
        </row>
      </head>
      <body>
        <xsl:choose>
          <xsl:when test="$ist-team">
            <row>
              <cell header="yes"><xsl:value-of select="$b/@name"/></cell>
              <xsl:for-each select="$a/gesamt"><xsl:call-template name="ausblick-zellen"><xsl:with-param name="kapazitaet" select="$kapazitaet"/></xsl:call-template></xsl:for-each>
            </row>
          </xsl:when>
          <xsl:otherwise>
            <xsl:for-each select="$a/team[rueckstand/@wert + faellig/@wert &gt; 0 or kapazitaet/@wert &gt; 0 or rueckstand/@verborgen or faellig/@verborgen]">
              <row>
                <cell header="yes"><xsl:value-of select="@name"/></cell>
                <xsl:call-template name="ausblick-zellen"><xsl:with-param name="kapazitaet" select="$kapazitaet"/></xsl:call-template>
              </row>
            </xsl:for-each>
          </xsl:otherwise>
        </xsl:choose>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">Jobcenter</cell>
          <xsl:for-each select="$jobcenter/ausblick/gesamt"><xsl:call-template name="ausblick-zellen"><xsl:with-param name="kapazitaet" select="$kapazitaet"/></xsl:call-template></xsl:for-each>
        </row>
      </foot>
    </table>
    <xsl:variable name="zeilen" select="$a/team | $a/gesamt[$ist-team] | $jobcenter/ausblick/gesamt"/>
    <xsl:call-template name="legende"><xsl:with-param name="in" select="$zeilen/rueckstand | $zeilen/faellig | $zeilen/fehlen | $zeilen/reicht-nicht-ab"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="ausblick-zellen">
    <xsl:param name="kapazitaet"/>
    <cell><xsl:value-of select="rueckstand/@text"/></cell>
    <cell><xsl:value-of select="faellig/@text"/></cell>
    <xsl:choose>
      <xsl:when test="not($kapazitaet)"/>
      <xsl:when test="not(kapazitaet)"><cell>–</cell><cell>–</cell><cell>–</cell></xsl:when>
      <xsl:otherwise>
        <cell><xsl:value-of select="kapazitaet/@text"/></cell>
        <cell>
          <xsl:choose>
            <xsl:when test="reicht-nicht-ab/@verborgen"><xsl:value-of select="reicht-nicht-ab/@text"/></xsl:when>
            <xsl:when test="reicht-nicht-ab">Woche&#xA0;<xsl:value-of select="reicht-nicht-ab/@nummer"/><muted> · <xsl:value-of select="reicht-nicht-ab/@von-text"/></muted></xsl:when>
            <xsl:otherwise><muted>reicht</muted></xsl:otherwise>
          </xsl:choose>
        </cell>
        <cell><xsl:if test="fehlen/@wert &gt; 0"><xsl:attribute name="strong">yes</xsl:attribute></xsl:if><xsl:call-template name="zahl-oder-strich"><xsl:with-param name="wert" select="fehlen"/></xsl:call-template></cell>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="ausblick-dazu">
    <xsl:param name="a"/>
    <xsl:variable name="kapazitaet" select="$a/woche/kapazitaet"/>
    <para style="small">
      <xsl:text>Angenommen ist, dass jeder Kontakt an seinem Fälligkeitstag stattfindet und die Frist dann neu beginnt, und dass der Rückstand, ein Kontakt je Person, gleich nach dem Stichtag nachgeholt wird (wer mehrere nachzuholen hat, hat die weiteren an den Tagen danach); Ausnahmen, eigene Intervalle, der 25. Geburtstag und das Ende der Betreuung sind berücksichtigt, soweit sie feststehen, Zugänge nicht.</xsl:text>
    </para>
    <xsl:if test="$kapazitaet or $a/woche[1]/@angebrochen = 'ja' or $a/hinweis[2]">
      <para style="small">
        <xsl:if test="$a/woche[1]/@angebrochen = 'ja'">Die erste Woche zählt ab dem Tag nach dem Stichtag. </xsl:if>
        <xsl:if test="$kapazitaet">Kapazität: die Beratungen, die das Regelwerk je Woche verlangt, anteilig nach Wochenstunden und Anwesenheit wie bei den Zielen; eine Beratung deckt einen Kontakt, der Rückstand geht vor. <xsl:if test="$a/gesamt/rueckstand-ohne-zahl/@wert + $a/gesamt/faellig-ohne-zahl/@wert &gt; 0">Was ohne Zahl ist, steht nicht in den Summen bis zum Ende der Woche. </xsl:if></xsl:if>
        <xsl:for-each select="$a/hinweis[position() &gt; 1 or $kapazitaet]"><xsl:value-of select="."/><xsl:text> </xsl:text></xsl:for-each>
      </para>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
